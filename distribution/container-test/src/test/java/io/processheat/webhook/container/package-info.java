/** All bundles together, as they are shipped, in real frameworks and with real receivers. */
package io.processheat.webhook.container;
