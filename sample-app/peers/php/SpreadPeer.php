<?php

declare(strict_types=1);

/*
 * A small client for Spread daemons, in one file and without any extension. PHP 8.1 or newer.
 *
 *     $peer = SpreadPeer::connect('4803@localhost');
 *     $peer->join('chat');
 *     $peer->multicast('chat', 'hello');
 *     $event = $peer->receive(timeout: 10);
 *     $peer->disconnect();
 *
 * What comes are SpreadMessage, SpreadMembership and SpreadRejected. Receive all the time: a daemon disconnects a
 * client for which more than about 1000 messages wait. There is no reconnect: a lost connection is a SpreadException.
 * What cannot be sent is an InvalidArgumentException.
 */

/** No connection: the daemon refused it, does not speak Spread, or the connection is lost. */
final class SpreadException extends RuntimeException
{
}

/** What somebody sent. The type is the sender's message type, -32768 to 32767. */
final class SpreadMessage
{
    public function __construct(
        public readonly string $sender,
        public readonly array $groups,
        public readonly string $service,
        public readonly bool $selfDiscard,
        public readonly int $type,
        public readonly string $body,
    ) {
    }
}

/**
 * Who is in a group now, and why that changed.
 *
 * The cause is JOIN, LEAVE, DISCONNECT or NETWORK; TRANSITION ahead of a NETWORK (messages up to there may not have
 * reached all old members); or SELF_LEAVE, the answer to one's own leave. The last two have no members.
 */
final class SpreadMembership
{
    /**
     * @param string[] $members private groups
     * @param ?string $changed who joined, left or disconnected
     * @param ?string[] $stayed of a NETWORK: who came here together with us
     * @param ?int[] $groupId three numbers
     */
    public function __construct(
        public readonly string $group,
        public readonly string $cause,
        public readonly array $members = [],
        public readonly ?string $changed = null,
        public readonly ?array $stayed = null,
        public readonly ?array $groupId = null,
    ) {
    }
}

/** What the daemon's access policy denied us: JOIN, LEAVE or MESSAGE. */
final class SpreadRejected
{
    public function __construct(
        public readonly string $what,
        public readonly array $groups,
        public readonly string $body,
    ) {
    }
}

/** A connection to a daemon. */
final class SpreadPeer
{
    public const SERVICES = [
        'UNRELIABLE' => 0x01, 'RELIABLE' => 0x02, 'FIFO' => 0x04, 'CAUSAL' => 0x08, 'AGREED' => 0x10, 'SAFE' => 0x20,
    ];

    // body and 32 bytes for each group; a 5.0.1 daemon can die of one byte more
    private const MAX_BODY_AND_GROUPS = 143_151;
    private const MAX_GROUPS = 43;

    private const SELF_DISCARD = 0x40;
    private const CAUSES = [0x100 => 'JOIN', 0x200 => 'LEAVE', 0x400 => 'DISCONNECT', 0x800 => 'NETWORK'];
    private const REGULAR_VIEW = 0x1000;
    private const TRANSITION = 0x2000;
    private const JOIN = 0x10000;
    private const LEAVE = 0x20000;
    private const KILL = 0x40000;
    private const REJECT = 0x400000;

    private const REFUSALS = [
        -3 => 'the daemon has no room for another session',
        -4 => 'the daemon wants a name',
        -5 => 'the name is not allowed: up to 10 characters from $ to ~ are',
        -6 => 'the name is in use at this daemon: leave it out and the daemon assigns one',
        -7 => 'the daemon does not speak with clients of this version',
        -9 => 'the daemon wants an authentication that failed or that this client does not know',
    ];

    private string $received = '';
    private bool $interrupted = false;

    /** @param resource $socket */
    private function __construct(private $socket, public readonly string $privateGroup)
    {
    }

    /**
     * Connect to `port@host`, or to `port` of this machine: its Unix socket /tmp/<port> if there is one.
     *
     * Without a name the daemon assigns one, which nobody else has. Without membership only messages come.
     * The timeout is in seconds.
     */
    public static function connect(
        string $address = '4803',
        string $name = '',
        bool $membership = true,
        float $timeout = 10,
    ): self {
        if (!preg_match('/^[$-~]{0,10}$/D', $name)) {
            throw new InvalidArgumentException("Name \"$name\" is not allowed: up to 10 characters from $ to ~ are");
        }
        $socket = self::open($address, $timeout);
        stream_set_timeout($socket, (int) $timeout, (int) (fmod($timeout, 1) * 1_000_000));
        // the daemon reads each of the two in one piece
        self::write($socket, pack('C5', 5, 0, 1, $membership ? 1 : 0, strlen($name)) . $name);
        $length = self::code($socket);
        self::requireSpread($length <= 90);
        $text = self::exactly($socket, $length);
        self::requireSpread(preg_match('/^[ -~]*$/D', $text) === 1);
        $methods = preg_split('/ /', $text, -1, PREG_SPLIT_NO_EMPTY);
        if ($methods && !in_array('NULL', $methods, true)) {
            throw new SpreadException('The daemon wants authentication by ' . implode(' or ', $methods)
                . ', which this client does not know');
        }
        self::write($socket, pack('a90', 'NULL'));
        self::requireSpread(self::code($socket) === 1);
        self::exactly($socket, 3); // the daemon's version
        $privateGroup = self::exactly($socket, ord(self::exactly($socket, 1)));
        self::requireSpread(preg_match('/^#[$-~]{1,10}#[$-~]{1,19}$/D', $privateGroup) === 1);
        stream_set_timeout($socket, -1); // from here on a write waits until the daemon takes it
        return new self($socket, $privateGroup);
    }

    /** Join a group. The answer is a membership with us in it; none comes if we are in the group already. */
    public function join(string $group): void
    {
        $this->send(self::JOIN, [self::group($group)]);
    }

    /** Leave a group. The answer is a membership with cause SELF_LEAVE. */
    public function leave(string $group): void
    {
        $this->send(self::LEAVE, [self::group($group)]);
    }

    /**
     * Send bytes to one group or several, or to members by their private groups. The sender need not be in them.
     *
     * AGREED keeps one order for all; RELIABLE and UNRELIABLE may overtake. Every receiver gets one copy.
     *
     * @param string|string[] $groups
     */
    public function multicast(
        string|array $groups,
        string $body,
        string $service = 'AGREED',
        int $type = 0,
        bool $selfDiscard = false,
    ): void {
        $groups = array_values((array) $groups);
        foreach ($groups as $group) {
            if (!preg_match('/^[#-~]{1,31}$/D', $group)) {
                throw new InvalidArgumentException(
                    "Destination \"$group\" is not allowed: 1 to 31 characters from # to ~ are");
            }
        }
        $count = count($groups);
        if ($count < 1 || $count > self::MAX_GROUPS) {
            throw new InvalidArgumentException(
                "$count destinations are not allowed: 1 to " . self::MAX_GROUPS . ' are');
        }
        if (!isset(self::SERVICES[$service])) {
            throw new InvalidArgumentException(
                "Service \"$service\" is not known: " . implode(', ', array_keys(self::SERVICES)) . ' are');
        }
        if ($type < -32768 || $type > 32767) {
            throw new InvalidArgumentException("Message type $type is not allowed: -32768 to 32767 are");
        }
        if (strlen($body) > self::maxBody($count)) {
            throw new InvalidArgumentException(sprintf(
                'A body of %s bytes is not allowed: one Spread message to %d group(s) carries up to %s',
                number_format(strlen($body)), $count, number_format(self::maxBody($count))));
        }
        $this->send(self::SERVICES[$service] | ($selfDiscard ? self::SELF_DISCARD : 0), $groups, $type, $body);
    }

    /** How many bytes one message carries. */
    public static function maxBody(int $groups = 1): int
    {
        return self::MAX_BODY_AND_GROUPS - 32 * $groups;
    }

    /** Wait for what comes next; null when the seconds are over, or after interrupt(). Without timeout: for ever. */
    public function receive(?float $timeout = null): SpreadMessage|SpreadMembership|SpreadRejected|null
    {
        $end = ($timeout === null) ? INF : hrtime(true) / 1e9 + $timeout;
        while (!$this->interrupted) {
            $this->requireConnection();
            $event = $this->nextEvent();
            if ($event !== null) {
                return $event;
            }
            $left = max($end - hrtime(true) / 1e9, 0);
            // a signal between the question above and the wait below is noticed a second later
            $slice = min($left, 1.0);
            $read = [$this->socket];
            $none = null;
            // a signal ends the wait with a warning that tells nothing new
            $ready = @stream_select($read, $none, $none, (int) $slice, (int) (fmod($slice, 1) * 1_000_000));
            if ($ready) {
                $this->read();
            } elseif ($left <= $slice && $ready === 0) {
                return null;
            }
        }
        $this->interrupted = false;
        return null;
    }

    /**
     * Return the connection, to wait for it and for others by stream_select; then call receive(0) until null.
     *
     * @return resource
     */
    public function stream()
    {
        return $this->socket;
    }

    /** End a receive that waits, or else the next one. For signal handlers. */
    public function interrupt(): void
    {
        $this->interrupted = true;
    }

    /** End the session: wait until the daemon has all that was sent and the name is free again, or a few seconds. */
    public function disconnect(): void
    {
        if (!is_resource($this->socket)) {
            return;
        }
        $end = hrtime(true) + 5e9;
        stream_set_timeout($this->socket, 5);
        try {
            $this->send(self::KILL, [$this->privateGroup]);
            while (@fread($this->socket, 65536) !== '' && !feof($this->socket) && hrtime(true) < $end) {
                continue; // until the daemon closes the connection
            }
            fclose($this->socket);
        } catch (SpreadException) {
            // the connection has been lost before
        }
    }

    private function send(int $kind, array $groups, int $type = 0, string $body = ''): void
    {
        $this->requireConnection();
        // big-endian, which a frame says by having none of the endian bits
        $header = pack('Na32NNN', $kind, $this->privateGroup, count($groups), ($type & 0xffff) << 8, strlen($body));
        $names = implode('', array_map(fn ($group) => pack('a32', $group), $groups));
        try {
            self::write($this->socket, $header . $names . $body);
        } catch (SpreadException $error) {
            fclose($this->socket); // after a part of a frame nothing else can follow
            throw $error;
        }
    }

    private function requireConnection(): void
    {
        if (!is_resource($this->socket)) {
            throw new SpreadException('This peer has disconnected: connect again');
        }
    }

    private function read(): void
    {
        $data = @fread($this->socket, 65536);
        if ($data === false || $data === '') {
            throw new SpreadException('The daemon has closed the connection: it was stopped, or it did not like this '
                . 'client, which may have been too slow');
        }
        $this->received .= $data;
    }

    /** Take one frame from what has been read: 48 bytes of header, 32 for each group, the body. */
    private function nextEvent(): SpreadMessage|SpreadMembership|SpreadRejected|null
    {
        $data = $this->received;
        if (strlen($data) < 48) {
            return null;
        }
        // the daemon's byte order shows in the type, the sender's in the hint
        $int = (ord($data[0]) & 0x80) ? 'V' : 'N';
        ['kind' => $kind, 'name' => $name, 'count' => $count, 'length' => $length]
            = unpack("{$int}kind/a32name/{$int}count/x4/{$int}length", $data);
        $kind &= 0x7fffff7f;
        [1 => $hint] = unpack((ord($data[40]) & 0x80) ? 'V' : 'N', $data, 40);
        if ($count > 100_000 || $length > 10_000_000) {
            throw new SpreadException(
                "The daemon sent $count groups and $length bytes in one frame: that is not Spread");
        }
        $start = ($kind & self::REJECT) ? 52 : 48;
        $bodyStart = $start + 32 * $count;
        if (strlen($data) < $bodyStart + $length) {
            return null;
        }
        $groups = self::names(substr($data, $start, 32 * $count));
        $body = substr($data, $bodyStart, $length);
        $this->received = substr($data, $bodyStart + $length);
        if ($kind & self::REJECT) {
            [1 => $old] = unpack($int, $data, 48);
            $what = [0x100 => 'JOIN', 0x200 => 'LEAVE'][$old & 0xf00] ?? 'MESSAGE';
            return new SpreadRejected($what, array_slice($groups, 0, -1), $body);
        }
        if (($kind & 0x3f) || !($kind & 0x3f00)) {
            $service = array_search($kind & 0x3f, self::SERVICES, true) ?: 'UNKNOWN';
            $type = (($hint >> 8 & 0xffff) ^ 0x8000) - 0x8000;
            $selfDiscard = ($kind & self::SELF_DISCARD) !== 0;
            return new SpreadMessage(self::text($name), $groups, $service, $selfDiscard, $type, $body);
        }
        return self::view($kind, self::text($name), $groups, $body, $int);
    }

    private static function view(int $kind, string $group, array $members, string $body, string $int): SpreadMembership
    {
        if (!($kind & (self::TRANSITION | self::REGULAR_VIEW))) {
            return new SpreadMembership($group, 'SELF_LEAVE');
        }
        $groupId = (strlen($body) >= 12) ? array_map(self::signed(...), array_values(unpack("{$int}3", $body))) : [];
        if ($groupId && ($kind & self::TRANSITION)) {
            return new SpreadMembership($group, 'TRANSITION', [], groupId: $groupId);
        }
        $cause = self::CAUSES[$kind & 0xf00] ?? null;
        $own = (strlen($body) >= 20) ? 20 + unpack($int, $body, 16)[1] : strlen($body);
        $size = ($own + 4 <= strlen($body)) ? unpack($int, $body, $own)[1] : 0;
        $set = self::names(substr($body, $own + 4, 32 * $size));
        if ($cause === null || $size < 1 || $own + 4 + 32 * $size > strlen($body)) {
            throw new SpreadException('The daemon sent a membership that cannot be read');
        }
        return ($cause === 'NETWORK')
            ? new SpreadMembership($group, $cause, $members, stayed: $set, groupId: $groupId)
            : new SpreadMembership($group, $cause, $members, changed: $set[0], groupId: $groupId);
    }

    private static function requireSpread(bool $sure): void
    {
        if (!$sure) {
            throw new SpreadException('What listens there does not speak Spread');
        }
    }

    private static function signed(int $number): int
    {
        return ($number ^ 0x80000000) - 0x80000000;
    }

    private static function group(string $name): string
    {
        if (!preg_match('/^[$-~]{1,31}$/D', $name)) {
            throw new InvalidArgumentException("Group \"$name\" is not allowed: 1 to 31 characters from $ to ~ are");
        }
        return $name;
    }

    private static function text(string $field): string
    {
        return explode("\0", $field, 2)[0];
    }

    private static function names(string $fields): array
    {
        return ($fields === '') ? [] : array_map(self::text(...), str_split($fields, 32));
    }

    /** @return resource */
    private static function open(string $address, float $timeout)
    {
        if (!preg_match('/^([0-9]{1,5})(?:@(\S+))?$/D', $address, $match) || $match[1] < 1 || $match[1] > 65535) {
            throw new InvalidArgumentException(
                "Address \"$address\" is not allowed: 4803@localhost, or 4803 for this machine, are");
        }
        $port = (int) $match[1];
        $host = $match[2] ?? null;
        if ($host === null && file_exists("/tmp/$port")) {
            $socket = @stream_socket_client("unix:///tmp/$port", $code, $error, $timeout);
            if ($socket) {
                return $socket;
            } // else a file that a daemon left behind: it may listen on TCP again
        }
        $host ??= 'localhost';
        $host = str_contains($host, ':') ? "[$host]" : $host;
        $context = stream_context_create(['socket' => ['tcp_nodelay' => true]]);
        $socket = @stream_socket_client(
            "tcp://$host:$port", $code, $error, $timeout, STREAM_CLIENT_CONNECT, $context);
        return $socket ?: throw new SpreadException("No daemon at $address: $error");
    }

    private static function write($socket, string $data): void
    {
        while ($data !== '') {
            $written = @fwrite($socket, $data);
            if (!$written) {
                throw new SpreadException('The connection to the daemon is lost');
            }
            $data = substr($data, $written);
        }
    }

    /** One signed byte of the handshake; a negative one refuses. */
    private static function code($socket): int
    {
        $code = unpack('c', self::exactly($socket, 1))[1];
        if ($code < 0) {
            throw new SpreadException("Refused ($code): " . (self::REFUSALS[$code] ?? 'the daemon does not say more'));
        }
        return $code;
    }

    private static function exactly($socket, int $count): string
    {
        $data = '';
        while (strlen($data) < $count) {
            $part = @fread($socket, $count - strlen($data));
            if ($part === false || $part === '') {
                throw new SpreadException(stream_get_meta_data($socket)['timed_out']
                    ? 'No answer in time: is that a Spread daemon?'
                    : 'The connection was closed during the handshake: is that a Spread daemon?');
            }
            $data .= $part;
        }
        return $data;
    }
}
