package io.github.tcib.layout;

import io.github.tcib.model.Location;

/** The text of a YAML file and its name, for turning indexes into places. */
final class YamlSource {

    private final String name;
    private final int[] codePoints;

    YamlSource(String name, String text) {
        this.name = name;
        this.codePoints = text.codePoints().toArray();
    }

    String name() {
        return name;
    }

    int codePoint(int index) {
        return codePoints[index];
    }

    Location locationOf(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(index, codePoints.length); i++) {
            if (codePoints[i] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Location(name, line, column);
    }
}
