/**
 * A furnace that does not exist and the agent that watches it. The agent knows EventAdmin and nothing of webhooks, as
 * agents in a plant do.
 *
 * <p>{@code OperatingScript} disturbs the {@code Furnace}, {@code Sensors} read it, {@code FurnaceWatch} makes events of
 * the readings, {@code FurnaceAgent} posts them at the configured rate.
 */
package io.processheat.demo.agent;
