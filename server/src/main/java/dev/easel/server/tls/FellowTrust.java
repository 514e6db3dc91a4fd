package dev.easel.server.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Another instance is who shows a certificate for a name that this one's is for as well, from an authority that Java
 * trusts or that stands in this one's own file. Instances reach each other by addresses that no certificate names, and
 * all of them are one address to the world (decision 0030). May be used from any thread.
 */
final class FellowTrust extends X509ExtendedTrustManager {
    private final Supplier<Certificate> own;
    private volatile @Nullable Checked checked;

    /** @param authorities those that lead to {@code certificate}, and Java's own */
    private record Checked(Certificate certificate, X509TrustManager authorities) {}

    /** @param own the certificate that this instance shows */
    FellowTrust(Supplier<Certificate> own) {
        this.own = own;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        Checked by = checked();
        by.authorities().checkServerTrusted(chain, authType);
        Set<String> names = Certificate.names(chain[0]);
        if (Collections.disjoint(names, by.certificate().names())) {
            throw new CertificateException("the certificate of another instance is for none of this one's names");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    private Checked checked() throws CertificateException {
        Checked last = checked;
        Certificate now = own.get();
        if (last == null || last.certificate() != now) {
            last = new Checked(now, authorities(now));
            checked = last;
        }
        return last;
    }

    private static X509TrustManager authorities(Certificate certificate) throws CertificateException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (X509Certificate authority : manager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("java-" + count++, authority);
            }
            for (X509Certificate authority : certificate.chain()) {
                store.setCertificateEntry("own-" + count++, authority);
            }
            return manager(store);
        } catch (IOException | GeneralSecurityException failure) {
            throw new CertificateException("the authorities cannot be read", failure);
        }
    }

    /** @param store null for Java's own authorities */
    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return trust;
            }
        }
        throw new GeneralSecurityException("Java has no trust manager for certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("nobody signs in by a certificate");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
