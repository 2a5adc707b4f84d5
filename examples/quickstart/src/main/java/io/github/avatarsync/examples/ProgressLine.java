package io.github.avatarsync.examples;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarListener;

/** Shows what happens: a bar that redraws itself on a terminal, plain lines in a pipe. */
final class ProgressLine implements AvatarListener {
    private static final int WIDTH = 30;

    private final boolean terminal = isTerminal();

    @Override
    public void progress(Avatar avatar, long sent, long total) {
        int filled = total == 0 ? WIDTH : (int) (WIDTH * sent / total);
        if (terminal) {
            System.out.print("\rSending  [" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + sent + "/"
                    + total + " bytes");
            System.out.print(sent == total ? System.lineSeparator() : "");
        } else {
            System.out.println("Sending  " + sent + " of " + total + " bytes");
        }
    }

    @Override
    public void changed(Avatar avatar) {
        String why =
                avatar.blocked().map(b -> ": " + b.detail() + ". " + b.remedy()).orElse("");
        System.out.println("State    " + avatar.state() + why);
    }

    /** From JDK 22 on a console need not be a terminal; earlier ones cannot tell and need not. */
    private static boolean isTerminal() {
        if (System.console() == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
