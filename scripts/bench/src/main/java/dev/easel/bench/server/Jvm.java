package dev.easel.bench.server;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a server's JVM tells about itself over JMX. Asking costs it next to nothing. */
public final class Jvm implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private Jvm(JMXConnector connector) throws IOException {
        this.connector = connector;
        beans = connector.getMBeanServerConnection();
    }

    @SuppressWarnings("BanJNDI") // a server that the bench has started itself
    static Jvm attach(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String url = machine.startLocalManagementAgent();
            machine.detach();
            return new Jvm(JMXConnectorFactory.connect(new JMXServiceURL(url)));
        } catch (AttachNotSupportedException failure) {
            throw new IOException(failure);
        }
    }

    /** Bytes allocated by all threads so far. */
    long allocated() throws IOException {
        return (Long) attribute("java.lang:type=Threading", "TotalThreadAllocatedBytes");
    }

    Collections collections() throws IOException {
        long count = 0;
        long millis = 0;
        try {
            for (ObjectName collector : beans.queryNames(new ObjectName("java.lang:type=GarbageCollector,*"), null)) {
                count += (Long) beans.getAttribute(collector, "CollectionCount");
                millis += (Long) beans.getAttribute(collector, "CollectionTime");
            }
        } catch (JMException failure) {
            throw new IOException(failure);
        }
        return new Collections(count, millis);
    }

    /** Milliseconds spent compiling so far. */
    public long compilationMillis() throws IOException {
        return (Long) attribute("java.lang:type=Compilation", "TotalCompilationTime");
    }

    /** Bytes of heap in use after a full collection. */
    public long live() throws IOException {
        invoke("java.lang:type=Memory", "gc");
        return (Long) ((CompositeData) attribute("java.lang:type=Memory", "HeapMemoryUsage")).get("used");
    }

    /** Records what the JVM does from here on; where its CPU time goes is sampled in native code, too. */
    public void record() throws IOException {
        command(
                "jfrStart",
                "name=bench",
                "settings=profile",
                "jdk.CPUTimeSample#enabled=true",
                "jdk.CPUTimeSample#throttle=2ms");
    }

    public void save(Path file) throws IOException {
        command("jfrStop", "name=bench", "filename=" + file);
    }

    private void command(String name, String... arguments) throws IOException {
        invoke("com.sun.management:type=DiagnosticCommand", name, (Object) arguments);
    }

    private Object attribute(String bean, String name) throws IOException {
        try {
            return beans.getAttribute(new ObjectName(bean), name);
        } catch (JMException failure) {
            throw new IOException(failure);
        }
    }

    private Object invoke(String bean, String operation, Object... arguments) throws IOException {
        String[] signature = Stream.of(arguments)
                .map(argument -> argument.getClass().getName())
                .toArray(String[]::new);
        try {
            return beans.invoke(new ObjectName(bean), operation, arguments, signature);
        } catch (JMException failure) {
            throw new IOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }

    record Collections(long count, long millis) {}
}
