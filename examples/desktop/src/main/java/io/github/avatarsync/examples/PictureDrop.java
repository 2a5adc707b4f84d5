package io.github.avatarsync.examples;

import io.github.avatarsync.AvatarSource;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.TransferHandler;

/** Takes files that are dropped on a component. They are not read here: that is the upload's part, on another thread. */
final class PictureDrop extends TransferHandler {
    private static final long serialVersionUID = 1L;

    private final transient Consumer<AvatarSource> taker;

    PictureDrop(Consumer<AvatarSource> taker) {
        this.taker = taker;
    }

    @Override
    public boolean canImport(TransferSupport drop) {
        return drop.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
    }

    @Override
    public boolean importData(TransferSupport drop) {
        if (!canImport(drop)) {
            return false;
        }
        try {
            List<?> files = (List<?>) drop.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
            files.forEach(file -> taker.accept(AvatarSource.file(((File) file).toPath())));
            return true;
        } catch (UnsupportedFlavorException | IOException e) {
            return false;
        }
    }
}
