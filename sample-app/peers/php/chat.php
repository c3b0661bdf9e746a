<?php

// chat in a group: php chat.php [--address 4803@localhost] [--name kim] [group]

declare(strict_types=1);

require __DIR__ . '/SpreadPeer.php';

function show(SpreadMessage|SpreadMembership|SpreadRejected $event): void
{
    if ($event instanceof SpreadMessage) {
        echo "$event->sender: $event->body\n";
    } elseif ($event instanceof SpreadMembership) {
        $who = $event->changed ? " of $event->changed" : '';
        echo "* $event->group: $event->cause$who; members: ", implode(' ', $event->members) ?: 'none', "\n";
    }
}

$options = getopt('', ['address:', 'name:', 'help'], $rest);
$group = $argv[$rest] ?? 'chat';
if (isset($options['help']) || count($argv) > $rest + 1) {
    exit("Usage: php chat.php [--address 4803@localhost] [--name kim] [group]\n");
}
try {
    $peer = SpreadPeer::connect($options['address'] ?? '4803@localhost', $options['name'] ?? '');
    $peer->join($group);
    stream_set_blocking(STDIN, false);
    $typed = '';
    while (!feof(STDIN)) {
        $ready = [STDIN, $peer->stream()];
        $none = null;
        stream_select($ready, $none, $none, null);
        while ($event = $peer->receive(0)) {
            show($event);
        }
        $typed .= in_array(STDIN, $ready, true) ? fread(STDIN, 8192) : '';
        $typed .= ($typed !== '' && $typed[-1] !== "\n" && feof(STDIN)) ? "\n" : ''; // the last line
        while (str_contains($typed, "\n")) {
            [$line, $typed] = explode("\n", $typed, 2);
            $peer->multicast($group, $line, selfDiscard: true);
        }
    }
    $peer->disconnect();
} catch (SpreadException | InvalidArgumentException $error) {
    fwrite(STDERR, $error->getMessage() . "\n");
    exit(1);
}
