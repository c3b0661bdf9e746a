/**
 * What several test packages share.
 */
package io.github.spreadspring.client.testing;
