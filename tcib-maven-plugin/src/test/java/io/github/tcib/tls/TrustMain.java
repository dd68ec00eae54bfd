package io.github.tcib.tls;

import java.io.IOException;
import java.util.Optional;

/** Trusts whom this Java trusts, and prints why that is not possible. */
final class TrustMain {

    private TrustMain() {}

    public static void main(String[] arguments) {
        try {
            TlsContexts.forClient(Optional.empty(), Optional.empty(), true);
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
