package io.github.spreadspring.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.spreadspring.protocol.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The forms of a daemon's address.
 */
class DaemonAddressTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "4803@host, host, 4803", "4803@host.example.org, host.example.org, 4803",
					"1@127.0.0.1, 127.0.0.1, 1", "65535@h, h, 65535", "4803@::1, ::1, 4803", "4803@[::1], ::1, 4803",
					"4803@fe80::1%eth0, fe80::1%eth0, 4803", "host, host, 4803", "my_host-1, my_host-1, 4803",
					"host:4804, host, 4804", "127.0.0.1:4804, 127.0.0.1, 4804", "[::1]:4804, ::1, 4804",
					"[::1], ::1, 4803", "\"  4804@host \", host, 4804", "04803@host, host, 4803" })
	void aDaemonElsewhereIsHostAndPort(String text, String host, int port) {
		DaemonAddress address = DaemonAddress.parse(text);
		assertThat(address).isEqualTo(new DaemonAddress(host, port));
		assertThat(address.isLocal()).isFalse();
		assertThat(address).hasToString(port + "@" + host);
		assertThat(DaemonAddress.parse(address.toString())).isEqualTo(address);
	}

	@Test
	void aBarePortIsTheDaemonOfThisMachine() {
		DaemonAddress address = DaemonAddress.parse(" 4804 ");
		assertThat(address.isLocal()).isTrue();
		assertThat(address.isLoopback()).isTrue();
		assertThat(address.port()).isEqualTo(4804);
		assertThat(address).hasToString("4804");
	}

	@ParameterizedTest
	@CsvSource({ "0, \"0\" is not a port from 1 to 65535", "65536@host, \"65536\" is not a port",
			"-1@host, \"-1\" is not a port", "+4803@host, \"+4803\" is not a port", "@host, \"\" is not a port",
			"99999999999@host, \"99999999999\" is not a port", "host:, \"\" is not a port",
			"4803:host, \"host\" is not a port", "tcp://host, \"//host\" is not a port", "4803@, the host is missing",
			"[]:4803, the host is missing", "4803@host junk, \"host junk\" is not a host name",
			"4803@host@other, \"host@other\" is not a host name", "4803@[::1]junk, is not a host name",
			"a b, \"a b\" is not a host name", "::1, several colons", "fe80::1:4803, several colons",
			"host:4803:1, several colons" })
	void anythingElseIsRefusedWithTheReason(String text, String reason) {
		assertThatExceptionOfType(IllegalAddressException.class).isThrownBy(() -> DaemonAddress.parse(text))
			.withMessageContaining(text)
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.ILLEGAL_SPREAD));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   " })
	void anEmptyAddressIsRefused(String text) {
		assertThatExceptionOfType(IllegalAddressException.class).isThrownBy(() -> DaemonAddress.parse(text))
			.withMessageContaining("it is empty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "4803@localhost", "4803@LOCALHOST", "4803@127.0.0.1", "4803@127.1.2.3", "4803@::1",
			"4803@0:0:0:0:0:0:0:1", "4803@::ffff:127.0.0.1", "4803" })
	void loopbackIsRecognizedWithoutALookUp(String text) {
		assertThat(DaemonAddress.parse(text).isLoopback()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "4803@host", "4803@10.0.0.1", "4803@localhost.example.org", "4803@127.example.org",
			"4803@0.0.0.0" })
	void everythingElseIsNotLoopback(String text) {
		assertThat(DaemonAddress.parse(text).isLoopback()).isFalse();
	}

	@Test
	void theDefaultIsPort4803OfThisMachine() {
		assertThat(DaemonAddress.DEFAULT).isEqualTo(DaemonAddress.parse("4803"));
	}

}
