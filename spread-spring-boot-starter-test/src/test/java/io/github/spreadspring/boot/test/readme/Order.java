package io.github.spreadspring.boot.test.readme;

record Order(String item, int count) {
}
