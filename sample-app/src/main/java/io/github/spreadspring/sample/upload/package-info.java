/**
 * The upload pipeline of the article "LAMP and the Spread Toolkit": a page sends each
 * file to a group, a processor answers to another group, a writer keeps the answers in a
 * table, which the page shows. Each of the three may be another program, in any language.
 */
@NullMarked
package io.github.spreadspring.sample.upload;

import org.jspecify.annotations.NullMarked;
