/**
 * What {@code ./run --demo} shows: three receivers as outsiders would write them, and a live view of what reaches them.
 *
 * <p>{@code Inbox} is such a receiver and does its own checking ({@code SignatureCheck}); it uses nothing of the product's
 * signing. {@code Forger} is somebody without the secret. {@code LiveView} tells what happens.
 */
package io.processheat.demo.receiver;
