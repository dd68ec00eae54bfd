package io.github.tcib.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.cyclonedx.Version;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.license.Expression;

/**
 * Tells licenses in the words of SPDX from others, by the list that belongs to CycloneDX. Packages of older distributions have words
 * of their own, such as {@code GPLv2+}, which stay as they are.
 */
final class SpdxLicenses {

    private static final String LIST = "/spdx.schema.json";
    /** Each takes a part of the stack. */
    private static final int MOST_PARENTHESES = 200;

    private static final Pattern TOKEN = Pattern.compile("[()]|[^\\s()]+");
    /** A license that is not on the list (SPDX 2.3, annex D, license-ref). */
    private static final Pattern OWN = Pattern.compile("(DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+");

    private final Set<String> identifiers;

    private SpdxLicenses(Set<String> identifiers) {
        this.identifiers = Set.copyOf(identifiers);
    }

    /** Reads the list from the library. */
    static SpdxLicenses read() {
        try (InputStream in = Version.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException("the library of CycloneDX has lost its list of licenses");
            }
            Set<String> identifiers = new HashSet<>();
            for (JsonNode identifier : JsonText.read(in.readAllBytes()).path("enum")) {
                identifiers.add(identifier.asText());
            }
            return new SpdxLicenses(identifiers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The license of a package: an identifier or an expression if it is one of SPDX, else a name. */
    LicenseChoice choiceOf(String license) {
        LicenseChoice choice = new LicenseChoice();
        License one = new License();
        if (identifiers.contains(license)) {
            one.setId(license);
            choice.addLicense(one);
        } else if (isExpression(license)) {
            choice.setExpression(new Expression(license));
        } else {
            one.setName(license);
            choice.addLicense(one);
        }
        return choice;
    }

    /** Whether a text is an expression (SPDX 2.3, annex D) of licenses on the list. */
    boolean isExpression(String text) {
        if (text.chars().filter(c -> c == '(').count() > MOST_PARENTHESES) {
            return false;
        }
        Deque<String> tokens = new ArrayDeque<>();
        TOKEN.matcher(text).results().map(MatchResult::group).forEach(tokens::add);
        return takesCompound(tokens) && tokens.isEmpty();
    }

    private boolean takesCompound(Deque<String> tokens) {
        if (!takesTerm(tokens)) {
            return false;
        }
        while (!tokens.isEmpty() && List.of("AND", "OR").contains(tokens.peek())) {
            tokens.remove();
            if (!takesTerm(tokens)) {
                return false;
            }
        }
        return true;
    }

    private boolean takesTerm(Deque<String> tokens) {
        if (tokens.isEmpty()) {
            return false;
        }
        String first = tokens.remove();
        if (first.equals("(")) {
            return takesCompound(tokens) && ")".equals(tokens.poll());
        }
        if (!isKnown(first)) {
            return false;
        }
        if ("WITH".equals(tokens.peek())) {
            tokens.remove();
            return !tokens.isEmpty() && isKnown(tokens.remove());
        }
        return true;
    }

    private boolean isKnown(String license) {
        return identifiers.contains(license)
                || (license.endsWith("+") && identifiers.contains(license.substring(0, license.length() - 1)))
                || OWN.matcher(license).matches();
    }
}
