package io.fluxrouter.core.planted;

/** Crosses a border on purpose, so that the rule is seen to fail. */
public interface LooksUpHost {
    default String find(java.net.InetAddress address) {
        return address.getHostName();
    }
}
