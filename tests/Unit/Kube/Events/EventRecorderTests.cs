using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Events;

public sealed class EventRecorderTests : IDisposable
{
    private readonly KubeFixture _kube = new();
    private readonly List<JsonObject> _created = [];
    private readonly List<JsonObject> _patched = [];
    private EventRecorder? _recorder;

    public EventRecorderTests() => _kube.Api.Sent = request =>
    {
        var body = (JsonObject)JsonNode.Parse(request.Body.Span)!;
        (request.Method == "POST" ? _created : _patched).Add(body);
    };

    public void Dispose() => _kube.Dispose();

    [Fact]
    public void An_event_says_what_happened_to_what()
    {
        Run();
        Record(Happened("p") with { IsWarning = true, Related = Reference("other") });
        var created = Assert.Single(_created);
        Assert.Equal("events.k8s.io/v1", (string?)created["apiVersion"]);
        Assert.Equal("Warning", (string?)created["type"]);
        Assert.Equal("Scaled", (string?)created["reason"]);
        Assert.Equal("Scale", (string?)created["action"]);
        Assert.Equal("Went to 3.", (string?)created["note"]);
        Assert.Equal("fairway.dev/test", (string?)created["reportingController"]);
        Assert.Equal("pod-1", (string?)created["reportingInstance"]);
        Assert.Equal("2000-01-01T00:00:00.000000Z", (string?)created["eventTime"]);
        Assert.Equal("uid-p", (string?)created["regarding"]!["uid"]);
        Assert.Equal("other", (string?)created["related"]!["name"]);
        Assert.StartsWith("p.", (string?)created["metadata"]!["name"], StringComparison.Ordinal);
        Assert.Equal("default", (string?)created["metadata"]!["namespace"]);
        Assert.Null(created["series"]);
    }

    [Fact]
    public void Repetitions_become_a_count_that_is_written_now_and_then()
    {
        Run();
        Record(Happened("p"));
        for (var i = 0; i < 30; i++)
        {
            _kube.Pass(TimeSpan.FromSeconds(10));
            Record(Happened("p") with { Note = "Other words." });
        }

        Assert.Single(_created);
        Assert.InRange(_patched.Count, 4, 6);
        _kube.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(31, (int)_patched[^1]["series"]!["count"]!);
        Assert.Equal("2000-01-01T00:05:00.000000Z", (string?)_patched[^1]["series"]!["lastObservedTime"]);
    }

    [Fact]
    public void After_a_silence_the_same_thing_is_a_new_event()
    {
        Run();
        Record(Happened("p"));
        _kube.Pass(TimeSpan.FromMinutes(7));
        Record(Happened("p"));
        Assert.Equal(2, _created.Count);
        Assert.Equal(2, _created.Select(item => (string?)item["metadata"]!["name"]).Distinct().Count());
    }

    [Fact]
    public void Different_things_are_different_events()
    {
        Run();
        Record(Happened("p"));
        Record(Happened("q"));
        Record(Happened("p") with { Reason = "Other" });
        Record(Happened("p") with { IsWarning = true });
        Assert.Equal(4, _created.Count);
    }

    [Fact]
    public void What_repeats_before_it_could_be_written_is_one_event_with_its_count()
    {
        for (var i = 0; i < 3; i++)
        {
            Recorder().Record(Happened("p"));
        }

        Run();
        Assert.Equal(3, (int)Assert.Single(_created)["series"]!["count"]!);
    }

    [Fact]
    public void One_object_cannot_fill_everything()
    {
        Run();
        for (var i = 0; i < 40; i++)
        {
            Record(Happened("p") with { Reason = $"Reason{i}" });
        }

        Record(Happened("q"));
        _kube.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(25, _created.Count(item => (string?)item["regarding"]!["name"] == "p"));
        Assert.Equal(1, _created.Count(item => (string?)item["regarding"]!["name"] == "q"));
        _kube.Pass(TimeSpan.FromMinutes(5));
        Record(Happened("p") with { Reason = "Later" });
        Assert.Equal("Later", (string?)_created[^1]["reason"]);
    }

    [Fact]
    public void The_server_gets_no_more_than_agreed()
    {
        Run();
        for (var i = 0; i < 200; i++)
        {
            Recorder().Record(Happened($"p{i}"));
        }

        _kube.Loop.Drain();
        Assert.Equal(50, _created.Count);
        _kube.Pass(TimeSpan.FromSeconds(5));
        Assert.InRange(_created.Count, 95, 105);
    }

    [Fact]
    public void What_does_not_fit_is_dropped_and_nothing_blocks()
    {
        for (var i = 0; i < 5_000; i++)
        {
            Recorder().Record(Happened($"p{i}"));
        }

        Run();
        _kube.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(1_000, _created.Count);
    }

    [Fact]
    public void What_nobody_could_write_in_time_is_dropped_and_tells_anew_when_it_happens_again()
    {
        _recorder = Recorder(new EventOptions
        {
            Controller = "fairway.dev/test",
            Instance = "pod-1",
            Patience = TimeSpan.FromSeconds(20),
        });
        for (var i = 0; i < 1_000; i++)
        {
            Recorder().Record(Happened($"p{i}"));
        }

        Run();
        _kube.Pass(TimeSpan.FromSeconds(21));
        Assert.InRange(_created.Count, 245, 255);
        var written = _created.Count;
        _kube.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(written, _created.Count);
        Assert.Empty(_patched);

        Record(Happened("p999"));
        Assert.Null(_created[^1]["series"]);
        Assert.Equal("p999", (string?)_created[^1]["regarding"]!["name"]);
    }

    [Fact]
    public void A_server_that_is_away_is_tried_again()
    {
        Run();
        _kube.Api.Fail(_ => true, FakeFault.NeverArrives, 2);
        Record(Happened("p"));
        _kube.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(3, _created.Count);
    }

    [Fact]
    public void An_event_that_is_refused_does_not_stop_the_next()
    {
        Run();
        _kube.Api.Fail(_ => true, _ => FakeAnswers.Refusal(404, "NotFound", "no such namespace"));
        Record(Happened("p"));
        Record(Happened("q"));
        Assert.Equal(2, _created.Count);
    }

    [Fact]
    public void An_event_about_an_object_of_the_cluster_is_in_default()
    {
        Run();
        var node = ObjectReference.To(KubeResources.Nodes, new ObjectKey(null, "n"), "");
        Record(Happened("n") with { Regarding = node });
        Assert.Equal("default", (string?)_created[0]["metadata"]!["namespace"]);
        Assert.Null(_created[0]["regarding"]!["namespace"]);
        Assert.Null(_created[0]["regarding"]!["uid"]);
    }

    [Fact]
    public void A_long_note_is_cut_between_characters()
    {
        Run();
        Record(Happened("p") with { Note = new string('é', 2000) });
        var note = (string)_created[0]["note"]!;
        Assert.InRange(Encoding.UTF8.GetByteCount(note), 1020, 1024);
        Assert.EndsWith("é...", note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_recorder_does_nothing()
    {
        Run();
        Record(Happened("p"));
        _kube.Pass(TimeSpan.FromMinutes(20));
        Assert.Single(_kube.Api.Requests);
    }

    private static ObjectReference Reference(string name) =>
        ObjectReference.To(KubeResources.Pods, KubeFixture.Key(name), $"uid-{name}");

    private static KubeEvent Happened(string name) => new(Reference(name), "Scaled", "Scale", "Went to 3.");

    private EventRecorder Recorder() =>
        _recorder ??= Recorder(new EventOptions { Controller = "fairway.dev/test", Instance = "pod-1" });

    private EventRecorder Recorder(EventOptions options) => new(_kube.Api, options, _kube.Environment);

    private void Run() => _kube.Loop.Start(() => Recorder().RunAsync(_kube.Stop));

    private void Record(KubeEvent happened) => _kube.Loop.Do(() => Recorder().Record(happened));
}
