package io.github.spreadspring.client.socket;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;

import jdk.net.ExtendedSocketOptions;

import io.github.spreadspring.client.transport.KeepAliveTimes;

/**
 * Has the operating system notice a daemon that is gone without a word: its host lost
 * power, or a network between forgot the connection.
 */
final class KeepAlive {

	private static final Map<SocketOption<Integer>, Integer> TIMES = Map.of(ExtendedSocketOptions.TCP_KEEPIDLE,
			KeepAliveTimes.IDLE_SECONDS, ExtendedSocketOptions.TCP_KEEPINTERVAL, KeepAliveTimes.INTERVAL_SECONDS,
			ExtendedSocketOptions.TCP_KEEPCOUNT, KeepAliveTimes.COUNT);

	private KeepAlive() {
	}

	/**
	 * Switch keep-alive on, with times of ours where the operating system lets us.
	 * @param channel a channel over TCP
	 * @throws IOException if the channel cannot be used
	 */
	static void enable(SocketChannel channel) throws IOException {
		channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
		for (Map.Entry<SocketOption<Integer>, Integer> time : TIMES.entrySet()) {
			if (channel.supportedOptions().contains(time.getKey())) {
				channel.setOption(time.getKey(), time.getValue());
			}
		}
	}

}
