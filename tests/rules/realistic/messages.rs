//! Messages and dates: Twilio, SendGrid, Slack, Google Calendar.

use order_core::{OrderRequest, OrderValue};

use crate::realistic::assert_judged;

#[derive(OrderValue)]
#[order(rename_all = "lowercase")]
enum ScheduleType {
    Fixed,
}

/// Twilio: send a message.
#[derive(OrderRequest)]
#[order(rename_all = "PascalCase")]
struct Message {
    #[pattern("(whatsapp:)?\\+[1-9][0-9]{1,14}")]
    to: String,
    #[group_at_least_one("sender")]
    from: Option<String>,
    #[group_at_least_one("sender")]
    #[pattern("MG[0-9a-fA-F]{32}")]
    messaging_service_sid: Option<String>,
    #[group_at_least_one("content")]
    #[length(..=1600)]
    body: Option<String>,
    #[group_at_least_one("content")]
    #[length(..=10)]
    media_url: Option<Vec<String>>,
    #[group_at_least_one("content")]
    content_sid: Option<String>,
    #[forbidden_unless(present(content_sid))]
    content_variables: Option<String>,
    #[required_if(present(schedule_type))]
    #[forbidden_unless(present(schedule_type))]
    send_at: Option<String>,
    #[forbidden_unless(present(messaging_service_sid))]
    schedule_type: Option<ScheduleType>,
    #[range(1..=36_000)]
    validity_period: Option<u32>,
    #[format(url)]
    status_callback: Option<String>,
}

#[test]
fn twilio_message() {
    assert_judged!(
        Message,
        r#"{"To": "+41791234567", "MessagingServiceSid": "MG0123456789abcdef0123456789abcdef", "Body": "hi",
            "ScheduleType": "fixed", "SendAt": "2031-05-08T00:00:00Z"}"#,
        r#"{"To": "0791234567", "ContentVariables": "{}", "ValidityPeriod": 0, "SendAt": "x"}"#
            => ["To: pattern", "From: group_at_least_one", "Body: group_at_least_one", "ContentVariables: forbidden", "SendAt: forbidden",
                "ValidityPeriod: range"],
    );
}

#[derive(OrderRequest)]
struct Mailbox {
    #[format(email)]
    email: String,
    name: Option<String>,
}

#[derive(OrderRequest)]
struct Personalization {
    #[nested]
    #[length(1..=1000)]
    to: Vec<Mailbox>,
    #[length(1..=1000)]
    #[nested]
    cc: Option<Vec<Mailbox>>,
    subject: Option<String>,
    send_at: Option<u64>,
}

#[derive(OrderRequest)]
struct Content {
    r#type: String,
    value: String,
}

/// SendGrid: send a mail.
#[derive(OrderRequest)]
#[rule(
    has_subject,
    present(subject) || present(template_id) || all(to in personalizations, present(to.subject)),
    "there is a subject for everyone",
    at = subject
)]
struct Mail {
    #[nested]
    #[length(1..=1000)]
    personalizations: Vec<Personalization>,
    #[nested]
    from: Mailbox,
    #[nested]
    #[group_at_most_one("reply")]
    reply_to: Option<Mailbox>,
    #[nested]
    #[group_at_most_one("reply")]
    reply_to_list: Option<Vec<Mailbox>>,
    subject: Option<String>,
    #[nested]
    #[required_unless(present(template_id))]
    content: Option<Vec<Content>>,
    template_id: Option<String>,
    #[length(..=10)]
    categories: Option<Vec<String>>,
    send_at: Option<u64>,
    #[length(2..=64)]
    ip_pool_name: Option<String>,
}

#[test]
fn sendgrid_mail() {
    assert_judged!(
        Mail,
        r#"{"personalizations": [{"to": [{"email": "a@example.com"}]}], "from": {"email": "b@example.com"},
            "template_id": "d-1"}"#,
        r#"{"personalizations": [{"to": [{"email": "a"}]}], "from": {"email": "b@example.com"}, "ip_pool_name": "x",
            "reply_to": {"email": "c@example.com"}, "reply_to_list": [{"email": "d@example.com"}]}"#
            => ["personalizations[0].to[0].email: format", "reply_to_list: group_at_most_one", "subject: rule",
                "content: required", "ip_pool_name: length"],
    );
}

/// Slack: post a message.
#[derive(OrderRequest)]
struct SlackMessage {
    channel: String,
    #[group_at_least_one("content")]
    #[length(..=40_000)]
    text: Option<String>,
    #[group_at_least_one("content")]
    #[length(..=50)]
    blocks: Option<Vec<String>>,
    #[group_at_least_one("content")]
    #[length(..=100)]
    attachments: Option<Vec<String>>,
    #[group_at_most_one("icon")]
    #[pattern(":[a-z0-9_+-]+:")]
    icon_emoji: Option<String>,
    #[group_at_most_one("icon")]
    #[format(url)]
    icon_url: Option<String>,
    #[pattern("[0-9]+\\.[0-9]{6}")]
    thread_ts: Option<String>,
    #[forbidden_unless(present(thread_ts))]
    reply_broadcast: Option<bool>,
}

#[test]
fn slack_message() {
    assert_judged!(
        SlackMessage,
        r#"{"channel": "C1", "text": "hi", "thread_ts": "1234567890.123456", "reply_broadcast": true}"#,
        r#"{"channel": "C1", "icon_emoji": "x", "icon_url": "https://example.com/i.png", "reply_broadcast": false}"#
            => ["text: group_at_least_one", "icon_emoji: pattern", "icon_url: group_at_most_one", "reply_broadcast: forbidden"],
    );
}

#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
struct EventTime {
    #[group_exactly_one("when")]
    #[pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")]
    date: Option<String>,
    #[group_exactly_one("when")]
    date_time: Option<String>,
    time_zone: Option<String>,
}

#[derive(OrderRequest)]
struct Reminder {
    #[allowed("email", "popup")]
    method: String,
    #[range(0..=40_320)]
    minutes: u32,
}

#[derive(OrderValue)]
#[order(rename_all = "camelCase")]
enum EventType {
    Default,
    OutOfOffice,
    FocusTime,
    WorkingLocation,
}

/// Google Calendar: insert an event.
#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
#[required(start.time_zone, if present(recurrence) && present(start.date_time))]
#[rule(both_dates, present(start.date) => present(end.date), "both are days or both are times", at = end)]
struct CalendarEvent {
    #[nested]
    start: EventTime,
    #[nested]
    end: EventTime,
    summary: Option<String>,
    #[default_value(Default)]
    event_type: Option<EventType>,
    #[each(pattern("(RRULE|EXRULE|RDATE|EXDATE)[:;].+"))]
    recurrence: Option<Vec<String>>,
    #[range(1..=11)]
    color_id: Option<u8>,
    #[default_value(true)]
    use_default_reminders: Option<bool>,
    #[nested]
    #[length(..=5)]
    #[forbidden_if(use_default_reminders)]
    reminders: Option<Vec<Reminder>>,
    #[required_if(event_type == WorkingLocation)]
    #[forbidden_unless(event_type == WorkingLocation)]
    working_location: Option<String>,
    #[allowed("opaque", "transparent")]
    #[allowed_if(event_type == WorkingLocation, "transparent")]
    transparency: Option<String>,
    #[forbidden_unless(event_type in [OutOfOffice, FocusTime])]
    auto_decline_mode: Option<String>,
}

#[test]
fn google_calendar_event() {
    assert_judged!(
        CalendarEvent,
        r#"{"start": {"dateTime": "2031-05-08T10:00:00Z", "timeZone": "Europe/Zurich"},
            "end": {"dateTime": "2031-05-08T11:00:00Z"}, "recurrence": ["RRULE:FREQ=DAILY"],
            "useDefaultReminders": false, "reminders": [{"method": "email", "minutes": 30}]}"#,
        r#"{"start": {"date": "2031-05-08", "dateTime": "2031-05-08T10:00:00Z"}, "end": {}, "colorId": 12,
            "eventType": "workingLocation", "transparency": "opaque", "reminders": []}"#
            => ["start.dateTime: group_exactly_one", "end.date: group_exactly_one", "end: rule", "colorId: range",
                "workingLocation: required", "transparency: allowed"],
    );
}
