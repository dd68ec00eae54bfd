package io.github.tcib.rpm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;

/** The OpenPGP keys that packages may be signed with. */
public final class RpmKeys {

    private final Map<Long, PGPPublicKey> keys = new LinkedHashMap<>();

    private RpmKeys() {}

    /**
     * Reads keys.
     *
     * @param files each with one key or several, armored or not
     * @throws RpmException when there is no key in one of them
     */
    public static RpmKeys parse(Collection<byte[]> files) throws RpmException {
        RpmKeys all = new RpmKeys();
        for (byte[] file : files) {
            int before = all.keys.size();
            try {
                for (PGPPublicKeyRing ring :
                        new BcPGPPublicKeyRingCollection(PGPUtil.getDecoderStream(new ByteArrayInputStream(file)))) {
                    ring.forEach(key -> all.keys.put(key.getKeyID(), key));
                }
            } catch (IOException | PGPException | RuntimeException e) {
                // of packets that are damaged the library throws whatever comes up
                throw new RpmException("it is no OpenPGP key, or a damaged one", e);
            }
            if (all.keys.size() == before) {
                throw new RpmException("there is no OpenPGP key in it");
            }
        }
        return all;
    }

    Optional<PGPPublicKey> find(long id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** Their ids in hexadecimal. */
    List<String> ids() {
        return keys.keySet().stream().map(HexFormat.of()::toHexDigits).toList();
    }
}
