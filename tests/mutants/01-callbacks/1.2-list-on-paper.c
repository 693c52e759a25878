/* "Write down who is in the batch, then call one after the other." What is on paper stays there. */
    struct handle *paper[16384];
    size_t calls = 0;

    for (struct handle *at = queue->ready.next; at != &queue->ready && calls < 16384; at = at->next)
        paper[calls++] = at;
    ring_init(&queue->ready);
    for (size_t i = 0; i < calls; i++) {
        paper[i]->next = paper[i]->prev = NULL;
        handle_run(queue, paper[i]);
    }
    return calls;
