/**
 * What all pages of the sample share: problem documents, and what is refused before it
 * reaches a controller.
 */
@NullMarked
package io.github.spreadspring.sample.web;

import org.jspecify.annotations.NullMarked;
