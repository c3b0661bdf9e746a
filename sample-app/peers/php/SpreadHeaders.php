<?php

declare(strict_types=1);

/**
 * Headers in front of a body, as in the article "LAMP and the Spread Toolkit": Spread itself has none.
 */
final class SpreadHeaders
{
    /**
     * Put headers in front of a body: a line `name: value` for each, an empty line, the body.
     *
     * @param array<string, string|int|float> $headers
     */
    public static function write(array $headers, string $body = ''): string
    {
        $lines = $empty = '';
        foreach ($headers as $name => $value) {
            $value = (string) $value;
            if (!preg_match('/^[^\s:\p{Cc}\p{Z}]+$/Du', (string) $name)) {
                throw new InvalidArgumentException(
                    "Header name \"$name\" is not allowed: no blanks, colons or control characters are");
            }
            if (!preg_match('//u', $value) || preg_match('/^[\s\p{Z}]|(?!\t)[\p{Cc}\p{Zl}\p{Zp}]/u', $value)) {
                throw new InvalidArgumentException(
                    "The value of header \"$name\" is not allowed: one line of UTF-8 that begins with no blank is");
            }
            if ($value !== '') {
                $lines .= "$name: $value\n";
            } elseif ($empty === '') {
                $empty = "$name: \n";
            } else {
                throw new InvalidArgumentException(
                    'Only one header of a message can be empty: peers take the next line for its value');
            }
        }
        if ($lines . $empty === '') {
            throw new InvalidArgumentException('At least one header is needed: peers lose the body otherwise');
        }
        return "$lines$empty\n$body";
    }

    /**
     * Split headers and body.
     *
     * @return ?array{array<string, string>, string} headers and body, or null if there are no headers and an empty line
     */
    public static function read(string $data): ?array
    {
        $headers = [];
        $start = 0;
        while (($end = strpos($data, "\n", $start)) !== false) {
            $line = substr($data, $start, $end - $start);
            $start = $end + 1;
            if (str_ends_with($line, "\r")) {
                $line = substr($line, 0, -1);
            }
            if ($line === '') {
                return $headers ? [$headers, substr($data, $start)] : null;
            }
            [$name, $value] = explode(':', $line, 2) + [1 => null];
            $name = trim($name, " \t");
            if ($value !== null && $name !== '') {
                $headers[$name] = ltrim($value, " \t");
            }
        }
        return null;
    }
}
