/** A stranger's application on the module path. */
module consumer {
    requires io.github.avatarsync.aws;
    requires java.desktop;
}
