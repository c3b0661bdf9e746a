<?php

// does with the PHP client what the test says: a JSON command on each line of stdin, an answer on each of stdout

declare(strict_types=1);

require getenv('PEERS') . '/SpreadHeaders.php';
require getenv('PEERS') . '/SpreadPeer.php';

$peer = null;
$commands = [
    'connect' => function (string $address, string $name = '', bool $membership = true, int|float $timeout = 10) use (&$peer) {
        $peer = SpreadPeer::connect($address, $name, $membership, (float) $timeout);
        return ['privateGroup' => $peer->privateGroup];
    },
    'join' => function (string $group) use (&$peer) {
        $peer->join($group);
    },
    'leave' => function (string $group) use (&$peer) {
        $peer->leave($group);
    },
    'multicast' => function (array $groups, string $body, ...$options) use (&$peer) {
        $peer->multicast($groups, base64_decode($body), ...$options);
    },
    'receive' => function (int|float $timeout = 10) use (&$peer) {
        $event = $peer->receive((float) $timeout);
        $answer = (array) $event;
        if (isset($answer['body'])) {
            $answer['body'] = base64_encode($answer['body']);
        }
        return $answer + ['kind' => strtolower(substr($event ? $event::class : 'SpreadNothing', strlen('Spread')))];
    },
    'interrupt' => function () use (&$peer) {
        $peer->interrupt();
    },
    'disconnect' => function () use (&$peer) {
        $peer->disconnect();
    },
    'write' => function (array $headers, string $body) {
        return ['bytes' => base64_encode(SpreadHeaders::write($headers, base64_decode($body)))];
    },
    'read' => function (string $bytes) {
        $block = SpreadHeaders::read(base64_decode($bytes));
        return $block ? ['headers' => (object) $block[0], 'body' => base64_encode($block[1])] : ['headers' => null];
    },
];

while (($line = fgets(STDIN)) !== false) {
    $command = json_decode($line, true, flags: JSON_THROW_ON_ERROR);
    $do = $commands[$command['do']];
    unset($command['do']);
    try {
        $answer = $do(...$command) ?? [];
    } catch (SpreadException $error) {
        $answer = ['lost' => $error->getMessage()];
    } catch (InvalidArgumentException $error) {
        $answer = ['refused' => $error->getMessage()];
    }
    echo json_encode((object) $answer, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
