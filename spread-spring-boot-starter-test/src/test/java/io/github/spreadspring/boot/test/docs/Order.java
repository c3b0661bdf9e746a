package io.github.spreadspring.boot.test.docs;

record Order(String item, int count) {
}
