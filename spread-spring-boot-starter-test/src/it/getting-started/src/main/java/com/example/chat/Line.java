package com.example.chat;

record Line(String author, String text) {
}
