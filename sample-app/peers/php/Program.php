<?php

declare(strict_types=1);

/*
 * What the programs of the upload pipeline share: options, headers, and a loop that ends properly.
 */

require __DIR__ . '/SpreadHeaders.php';
require __DIR__ . '/SpreadPeer.php';

/** A message that this program cannot use. It says so and goes on with the next one. */
final class Unusable extends Exception
{
}

final class Program
{
    public const FILES = 'uploadfiles';
    public const RESPONSES = 'uploadresponses';

    /** @param array<string, string> $options */
    private function __construct(public readonly array $options, public readonly array $arguments)
    {
    }

    /**
     * Read the command line: --address and --name, which all programs have, and others; --help tells of them and ends.
     *
     * @param string $usage the program and its arguments
     * @param array<string, string> $more what each further option is for
     */
    public static function start(string $usage, array $more = [], int $arguments = 0): self
    {
        $known = [
            'address' => '4803@localhost (the default), or 4803 for this machine',
            'name' => 'up to 10 characters; the daemon assigns one otherwise',
        ] + $more;
        $options = [];
        $rest = array_slice($_SERVER['argv'], 1);
        while ($rest && preg_match('/^-(?:-([a-z-]+)(?:=(.*))?|h)$/Ds', $rest[0], $match, PREG_UNMATCHED_AS_NULL)) {
            array_shift($rest);
            if (($match[1] ?? 'help') === 'help') {
                self::help($usage, $known);
            }
            $value = $match[2] ?? array_shift($rest);
            if ($value === null || !isset($known[$match[1]])) {
                self::fail("Usage: $usage");
            }
            $options[$match[1]] = $value;
        }
        if (!preg_match('/^-?[0-9]{1,15}$/D', $options['count'] ?? '-1')) {
            self::fail("--count {$options['count']} is not allowed: a number is");
        }
        if (count($rest) !== $arguments) {
            self::fail("Usage: $usage");
        }
        return new self($options + ['address' => '4803@localhost', 'name' => ''], $rest);
    }

    private static function help(string $usage, array $known): never
    {
        echo "Usage: $usage\n\n";
        foreach ($known as $name => $purpose) {
            printf("  --%-9s%s\n", $name, $purpose);
        }
        exit(0);
    }

    /** Run a program; what goes wrong is told in one line. */
    public static function run(callable $main): void
    {
        try {
            $main();
        } catch (SpreadException | InvalidArgumentException $error) {
            self::fail($error->getMessage());
        }
    }

    public function connect(bool $membership = true): SpreadPeer
    {
        return SpreadPeer::connect($this->options['address'], $this->options['name'], $membership);
    }

    /** Join a group and handle each message, until --count of them have come or a signal asks to end. */
    public function serve(string $group, callable $handle): void
    {
        $peer = $this->connect();
        $asked = false;
        if (function_exists('pcntl_signal')) { // else a signal ends the program, and the daemon notices
            pcntl_async_signals(true);
            $end = function () use ($peer, &$asked) {
                $asked = true;
                $peer->interrupt();
            };
            pcntl_signal(SIGINT, $end);
            pcntl_signal(SIGTERM, $end);
        }
        $peer->join($group);
        $left = (int) ($this->options['count'] ?? -1);
        while (!$asked && $left !== 0) {
            $event = $peer->receive();
            if ($event instanceof SpreadMembership && $event->changed === $peer->privateGroup) {
                self::tell("In $group as $peer->privateGroup");
            }
            if ($event instanceof SpreadRejected) {
                throw new SpreadException("The daemon does not allow $event->what to " . implode(', ', $event->groups));
            }
            if ($event instanceof SpreadMessage) {
                $left--;
                try {
                    $handle($peer, $event);
                } catch (Unusable $problem) {
                    self::tell("A message of $event->sender cannot be used: {$problem->getMessage()}");
                }
            }
        }
        $peer->leave($group);
        $peer->disconnect();
    }

    /**
     * Read the headers of a message, some of which have to be numbers, and its body.
     *
     * @return array{array<string, string|int>, string}
     */
    public static function headers(SpreadMessage $message, string ...$numbers): array
    {
        [$headers, $body] = SpreadHeaders::read($message->body) ?? [[], ''];
        foreach ($numbers as $name) {
            if (!preg_match('/^[0-9]{1,18}$/D', $headers[$name] ?? '')) {
                throw new Unusable("it has no header $name with a number");
            }
            $headers[$name] = (int) $headers[$name];
        }
        return [$headers, $body];
    }

    /** Tell the user something; what the program is for goes to the standard output. */
    public static function tell(string $text): void
    {
        fwrite(STDERR, "$text\n");
    }

    public static function fail(string $problem): never
    {
        self::tell($problem);
        exit(1);
    }
}
