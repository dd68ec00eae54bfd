package io.github.tcib.messages;

/**
 * A text that a test knows.
 *
 * @param text with {@link TestTexts#VALUE} where it has a value, and one blank where there are several
 * @param area the package of the test, as {@link Message#area()}; empty outside of Java
 * @param asserted whether it is handed to a method that compares
 */
record Expected(String text, String area, boolean asserted) {}
