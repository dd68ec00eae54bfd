package io.github.tcib.push;

/** Is told how a push goes on, from several threads. */
public interface PushLog {

    /**
     * One image is through.
     *
     * @param done how many are through with this one
     * @param total how many there are
     */
    void done(PushedImage image, int done, int total);

    /** Something that is good to know. */
    void notice(String text);
}
