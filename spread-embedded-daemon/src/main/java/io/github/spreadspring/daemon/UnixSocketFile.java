package io.github.spreadspring.daemon;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file of a Unix domain socket. A daemon that was killed leaves it behind, and
 * nothing can be bound to it until it is removed.
 */
final class UnixSocketFile {

	private final Path path;

	UnixSocketFile(Path path) {
		this.path = path;
	}

	/**
	 * Make room for a new socket. The file is removed only if it is a socket that refuses
	 * a connection.
	 * @throws BindException if somebody listens
	 * @throws FileAlreadyExistsException if the file is not a socket
	 * @throws IOException if it cannot be found out or removed
	 */
	void removeIfStale() throws IOException {
		if (!Files.exists(this.path, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		if (!Files.readAttributes(this.path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther()) {
			throw new FileAlreadyExistsException(this.path.toString(), null, "is not a socket");
		}
		try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			// a listener whose queue is full must not block us
			probe.configureBlocking(false);
			probe.connect(UnixDomainSocketAddress.of(this.path));
			throw new BindException("Address already in use");
		}
		catch (ConnectException ex) {
			Files.deleteIfExists(this.path);
		}
	}

	/**
	 * Let nobody but the owner connect. The C daemon lets everybody, but an embedded one
	 * serves the user who runs it.
	 * @throws IOException if the permissions cannot be set
	 */
	void restrictToOwner() throws IOException {
		if (this.path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.setPosixFilePermissions(this.path, PosixFilePermissions.fromString("rw-------"));
		}
	}

	/**
	 * Do something that would remove the file, but leave it behind.
	 * @param action what to do
	 */
	void keepDuring(Runnable action) {
		Path kept = this.path.resolveSibling(this.path.getFileName() + ".kept");
		boolean moved = moved(this.path, kept);
		action.run();
		if (moved) {
			moved(kept, this.path);
		}
	}

	private static boolean moved(Path from, Path to) {
		try {
			Files.move(from, to);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
