package io.github.spreadspring.boot.autoconfigure;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * How to find libspread, for the transport that needs it.
 */
public class NativeProperties {

	/**
	 * Path of libspread, the file or its folder, for the transport 'native'. Without it
	 * libspread is looked for where the operating system looks for libraries.
	 */
	private @Nullable Path libraryPath;

	public @Nullable Path getLibraryPath() {
		return this.libraryPath;
	}

	public void setLibraryPath(@Nullable Path libraryPath) {
		this.libraryPath = libraryPath;
	}

}
