import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

import spread.SpreadConnection;
import spread.SpreadGroup;
import spread.SpreadMessage;

/**
 * A peer on the official Java client, see README.md for the command line and the lines it
 * obeys. TCP only, and ports up to 32768.
 */
public final class OfficialPeer {

	private static final int DISTANCE = 16;

	private static final int MOST = 2_000_000;

	private final Map<String, String> settings = new HashMap<>(Map.of("role", "send", "address", "4803@127.0.0.1",
			"name", "s", "peer", "r", "group", "benchmark", "service", "AGREED"));

	private final long[] nanos = new long[MOST];

	private SpreadConnection[] connections = {};

	private AtomicLongArray messages = new AtomicLongArray(0);

	private volatile boolean recording;

	private volatile int count;

	public static void main(String[] args) throws Exception {
		OfficialPeer peer = new OfficialPeer();
		for (String argument : args) {
			int equals = argument.indexOf('=');
			peer.settings.put(argument.substring(0, equals), argument.substring(equals + 1));
		}
		try {
			peer.open();
		}
		catch (Exception ex) {
			fail(ex);
		}
		say("READY");
		BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
		for (String line = lines.readLine(); line != null && !line.equals("stop"); line = lines.readLine()) {
			peer.obey(line);
		}
		if (peer.is("pingpong")) {
			say(peer.roundTrips());
		}
		Runtime.getRuntime().halt(0);
	}

	private void obey(String line) {
		if (line.equals("go") && is("send")) {
			for (int i = 0; i < this.connections.length; i++) {
				int index = i;
				start(() -> send(index, this.connections[index]));
			}
		}
		else if (line.equals("mark")) {
			this.recording = !this.recording;
			long sum = 0;
			for (int i = 0; i < this.messages.length(); i++) {
				sum += this.messages.getAcquire(i);
			}
			say("MARK " + System.nanoTime() + " " + sum);
		}
	}

	private void open() throws Exception {
		this.connections = new SpreadConnection[number("connections", 1)];
		this.messages = new AtomicLongArray((this.connections.length + 1) * DISTANCE);
		String[] address = this.settings.get("address").split("@");
		for (int i = 0; i < this.connections.length; i++) {
			SpreadConnection connection = new SpreadConnection();
			connection.connect(InetAddress.getByName(address[1]), Integer.parseInt(address[0]),
					this.settings.get("name") + i, false, true);
			this.connections[i] = connection;
			int index = i;
			if (is("receive")) {
				join(connection);
				start(() -> receive(index, connection));
			}
			else if (is("pingpong")) {
				join(connection);
				start(() -> play(connection));
			}
		}
	}

	private void join(SpreadConnection connection) throws Exception {
		new SpreadGroup().join(connection, this.settings.get("group"));
		while (!connection.receive().isMembership()) {
			// not yet
		}
	}

	private void send(int index, SpreadConnection connection) throws Exception {
		SpreadMessage message = message(index);
		long[] acknowledged = new long[number("peers", 1)];
		int window = number("window", 0);
		int ack = number("ack", 0);
		for (long sent = 1;; sent++) {
			while (window > 0 && sent - slowest(acknowledged) > window) {
				acknowledged[receive(connection).getType()] += ack;
			}
			connection.multicast(message);
			this.messages.setRelease(index * DISTANCE, sent);
		}
	}

	private static long slowest(long[] acknowledged) {
		long slowest = acknowledged[0];
		for (long receiver : acknowledged) {
			slowest = Math.min(slowest, receiver);
		}
		return slowest;
	}

	private void receive(int index, SpreadConnection connection) throws Exception {
		long[] bySender = new long[number("peers", 1)];
		int ack = number("ack", 0);
		for (long received = 1;; received++) {
			SpreadMessage message = receive(connection);
			this.messages.setRelease(index * DISTANCE, received);
			if (ack > 0 && ++bySender[message.getType()] % ack == 0) {
				SpreadMessage answer = new SpreadMessage();
				answer.setFifo();
				answer.setType((short) index);
				answer.setData(new byte[0]);
				answer.addGroup(message.getSender());
				connection.multicast(answer);
			}
		}
	}

	private void play(SpreadConnection connection) throws Exception {
		SpreadMessage message = message(0);
		for (long returned = 1;; returned++) {
			long start = System.nanoTime();
			connection.multicast(message);
			receive(connection);
			int next = this.count;
			if (this.recording && next < MOST) {
				this.nanos[next] = System.nanoTime() - start;
				this.count = next + 1;
			}
			this.messages.setRelease(0, returned);
		}
	}

	private static SpreadMessage receive(SpreadConnection connection) throws Exception {
		SpreadMessage message = connection.receive();
		while (!message.isRegular()) {
			message = connection.receive();
		}
		return message;
	}

	private SpreadMessage message(int type) {
		SpreadMessage message = new SpreadMessage();
		switch (this.settings.get("service")) {
			case "UNRELIABLE" -> message.setUnreliable();
			case "RELIABLE" -> message.setReliable();
			case "FIFO" -> message.setFifo();
			case "CAUSAL" -> message.setCausal();
			case "AGREED" -> message.setAgreed();
			case "SAFE" -> message.setSafe();
			default -> throw new IllegalArgumentException("service " + this.settings.get("service"));
		}
		message.setType((short) type);
		message.setData(new byte[number("size", 64)]);
		message.addGroup(this.settings.get("group"));
		return message;
	}

	private String roundTrips() {
		this.recording = false;
		long[] sorted = Arrays.copyOf(this.nanos, this.count);
		Arrays.sort(sorted);
		return "LATENCY " + sorted.length + " " + percentile(sorted, 0.5) + " " + percentile(sorted, 0.99) + " "
				+ percentile(sorted, 0.999);
	}

	private static long percentile(long[] sorted, double part) {
		return (sorted.length != 0) ? sorted[(int) (sorted.length * part)] : 0;
	}

	private boolean is(String role) {
		return role.equals(this.settings.get("role"));
	}

	private int number(String key, int otherwise) {
		String value = this.settings.get(key);
		return (value != null) ? Integer.parseInt(value) : otherwise;
	}

	private static void start(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (Throwable ex) {
				fail(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	private static void fail(Throwable ex) {
		ex.printStackTrace();
		say("ERROR " + ex);
		Runtime.getRuntime().halt(1);
	}

	private static void say(String line) {
		System.out.println(line);
		System.out.flush();
	}

	private interface Work {

		void run() throws Exception;

	}

}
