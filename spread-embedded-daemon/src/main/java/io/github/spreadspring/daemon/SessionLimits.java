package io.github.spreadspring.daemon;

/**
 * What one client can make the daemon keep.
 *
 * @param messages how many frames may be queued for it
 * @param bytes how many bytes may be queued for it
 * @param groups how many groups it may be in
 */
record SessionLimits(int messages, long bytes, int groups) {
}
