/* "The method ends where no token goes on." It does, but not always at a blank. */
    size_t target;

    if (method == 0 || method == size)
        return 400;
    if (method >= sizeof head->method)
        return 501;
    memcpy(head->method, line, method);
    head->method[method] = '\0';
    line += method + 1;
    size -= method + 1;
    target = target_size(line, size);
    if (target == 0 || target == size || line[target] != ' ')
        return 400;
    head->target = copy_text(line, target);
    if (head->target == NULL)
        return 500;
    return read_version(head, line + target + 1, size - target - 1);
