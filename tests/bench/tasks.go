// Go: a goroutine is a coroutine with a stack of its own, and the scheduler is the loop. One processor,
// as all the others have. Go has no generators and no coroutines to resume by hand: those rows are not
// here; and an awaited call is a call.
//
//	tasks ROW COUNT
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"
)

const gatherSize = 1000
const memoryCount = 100000

func require(truth bool, sentence string) {
	if !truth {
		fmt.Fprintln(os.Stderr, "benchmark:", sentence)
		os.Exit(1)
	}
}

func usage() (used syscall.Rusage) {
	require(syscall.Getrusage(syscall.RUSAGE_SELF, &used) == nil, "no usage")
	return
}

// Processor time used by this program, in seconds: the garbage collector's threads count.
func cpuSeconds() float64 {
	used := usage()
	return float64(used.Utime.Nano()+used.Stime.Nano()) * 1e-9
}

func sumTo(count int) int {
	return count * (count - 1) / 2
}

func reportEach(name string, seconds float64, count int) {
	fmt.Printf("%s %.2f ns\n", name, seconds/float64(count)*1e9)
}

//go:noinline
func same(x int) int {
	return x
}

func rowCall(count int) {
	sum := 0
	start := cpuSeconds()
	for i := 0; i < count; i++ {
		sum += same(i)
	}
	require(sum == sumTo(count), "the calls returned something else")
	reportEach("call", cpuSeconds()-start, count)
}

// The scheduler may let somebody overtake, so only the number of turns is checked.
func rowSwitch(name string, tasks, count int) {
	var all sync.WaitGroup
	turns := make([]int, tasks)
	each := count / tasks
	start := cpuSeconds()
	all.Add(tasks)
	for i := 0; i < tasks; i++ {
		go func(number int) {
			for i := 0; i < each; i++ {
				turns[number]++
				runtime.Gosched()
			}
			all.Done()
		}(i)
	}
	all.Wait()
	reportEach(name, cpuSeconds()-start, each*tasks)
	for _, taken := range turns {
		require(taken == each, "the goroutines did not take turns")
	}
}

func rowSpawn(count int) {
	sum := 0
	result := make(chan int)
	start := cpuSeconds()
	for i := 0; i < count; i++ {
		go func(x int) { result <- same(x) }(i)
		sum += <-result
	}
	require(sum == sumTo(count), "the goroutines returned something else")
	reportEach("spawn", cpuSeconds()-start, count)
}

// COUNT goroutines, each of which does WAIT.
func many(count int, wait func(number int)) {
	var all sync.WaitGroup
	results := make([]int, count)
	sum := 0
	all.Add(count)
	for i := 0; i < count; i++ {
		go func(number int) {
			wait(number)
			results[number] = number
			all.Done()
		}(i)
	}
	all.Wait()
	for _, result := range results {
		sum += result
	}
	require(sum == sumTo(count), "the goroutines returned something else")
}

// The gate opens when the last has come, so all are alive at once.
func rowAlive(count int) {
	gate := make(chan bool)
	begun := 0
	start := cpuSeconds()
	many(count, func(int) {
		begun++
		if begun == count {
			close(gate)
		} else {
			<-gate
		}
	})
	reportEach(fmt.Sprint("alive-", count), cpuSeconds()-start, count)
}

// As many nanoseconds as the others, from half a millisecond to one; here the first may be over
// before the last begins.
func rowSleep(count int) {
	start := cpuSeconds()
	many(count, func(number int) {
		time.Sleep(time.Duration(500000 + number*7919%500000))
	})
	reportEach(fmt.Sprint("sleep-", count), cpuSeconds()-start, count)
}

func rowAsleep(count int) {
	if count < memoryCount {
		return
	}
	begun := 0
	before := usage().Maxrss
	for i := 0; i < count; i++ {
		go func() {
			begun++
			time.Sleep(time.Hour)
		}()
	}
	for begun < count {
		runtime.Gosched()
	}
	// Linux counts in KiB.
	grown := float64(usage().Maxrss-before) * 1024
	fmt.Printf("asleep-%d %.2f bytes\n", count, grown/float64(count))
}

func rowGather(count int) {
	sum := 0
	results := make([]int, gatherSize)
	start := cpuSeconds()
	for round := 0; round < count/gatherSize; round++ {
		var all sync.WaitGroup
		all.Add(gatherSize)
		for i := 0; i < gatherSize; i++ {
			go func(number int) {
				results[number] = same(number)
				all.Done()
			}(i)
		}
		all.Wait()
		for _, result := range results {
			sum += result
		}
	}
	rounds := count / gatherSize
	require(sum == rounds*sumTo(gatherSize), "the goroutines returned something else")
	reportEach("gather", cpuSeconds()-start, rounds*gatherSize)
}

func main() {
	rows := map[string]func(int){
		"call":         rowCall,
		"switch-1":     func(count int) { rowSwitch("switch-1", 1, count) },
		"switch-100":   func(count int) { rowSwitch("switch-100", 100, count) },
		"switch-10000": func(count int) { rowSwitch("switch-10000", 10000, count) },
		"spawn":        rowSpawn,
		"alive":        rowAlive,
		"sleep":        rowSleep,
		"asleep":       rowAsleep,
		"gather":       rowGather,
	}
	count, _ := strconv.Atoi(os.Args[2])
	runtime.GOMAXPROCS(1)
	if row := rows[os.Args[1]]; row != nil {
		row(count)
	}
}
