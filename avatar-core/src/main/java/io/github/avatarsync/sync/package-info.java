/**
 * The engine: carries records to their goal, one idempotent step after the other.
 *
 * <p>The door is {@link io.github.avatarsync.sync.Engine}. {@code Planner} decides without any I/O, {@code Courier} does what it
 * decided, {@code Dispatch} is the one place where requests leave.
 */
package io.github.avatarsync.sync;
