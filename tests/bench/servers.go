// Go: `servers echo|http`, on one processor, as all others.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
)

func echo(connection net.Conn) {
	defer connection.Close()
	data := make([]byte, 4096)
	for {
		size, err := connection.Read(data)
		if err != nil {
			return
		}
		if _, err = connection.Write(data[:size]); err != nil {
			return
		}
	}
}

func main() {
	runtime.GOMAXPROCS(1)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Printf("Serving on %s\n", listener.Addr())
	if os.Args[1] == "http" {
		http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "Hello, world\n")
		})
		panic(http.Serve(listener, nil))
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			panic(err)
		}
		go echo(connection)
	}
}
