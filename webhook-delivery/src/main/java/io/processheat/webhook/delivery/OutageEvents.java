package io.processheat.webhook.delivery;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;

/** Posts an event for each zone that is suspended, and when it goes on; optional as {@link UnhealthyEvents} are. */
@Component
public final class OutageEvents implements OutageListener {

    static final String SUSPENDED = "processheat-webhook/zone/SUSPENDED";
    static final String RESUMED = "processheat-webhook/zone/RESUMED";

    private final EventAdmin eventAdmin;

    @Activate
    public OutageEvents(@Reference EventAdmin eventAdmin) {
        this.eventAdmin = eventAdmin;
    }

    @Override
    public void changed(OutageNews news) {
        eventAdmin.postEvent(new Event(
                news.suspended() ? SUSPENDED : RESUMED,
                Map.of(
                        "zone", news.zone(),
                        "reason", news.reason(),
                        "suspended.ms", news.suspendedMillis(),
                        EventConstants.TIMESTAMP, System.currentTimeMillis())));
    }
}
