package io.github.spreadspring.benchmarks.run;

/**
 * How clients reach the daemon.
 */
enum SocketKind {

	/** TCP on the loopback interface. */
	TCP,

	/** The Unix domain socket. */
	UNIX;

	/**
	 * Return the address of a daemon of this machine.
	 * @param port its port
	 * @return the address as Spread writes it
	 */
	String address(int port) {
		return (this == TCP) ? port + "@127.0.0.1" : Integer.toString(port);
	}

}
