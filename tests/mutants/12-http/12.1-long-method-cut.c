/* "What does not fit is left out." */
    size_t target;

    if (method == 0 || method == size || line[method] != ' ')
        return 400;
    for (size_t i = 0; i < method && i + 1 < sizeof head->method; i++)
        head->method[i] = line[i];
    head->method[method < sizeof head->method ? method : sizeof head->method - 1] = '\0';
    line += method + 1;
    size -= method + 1;
    target = target_size(line, size);
    if (target == 0 || target == size || line[target] != ' ')
        return 400;
    head->target = copy_text(line, target);
    if (head->target == NULL)
        return 500;
    return read_version(head, line + target + 1, size - target - 1);
