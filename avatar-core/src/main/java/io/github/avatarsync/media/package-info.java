/**
 * The intake: decides what gets in and prepares it, in the order sniff, inspect, decode, variants, seal.
 *
 * <p>{@link io.github.avatarsync.media.Intake} is the one door; the package is not exported. No decoder sees a file before the
 * inspector of its format is satisfied, and then it sees the allow-listed parts only.
 */
package io.github.avatarsync.media;
