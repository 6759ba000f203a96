using CsCheck;
using Fairway.Kube;
using Fairway.Twin.Storage;
using Xunit;

namespace Fairway.Tests.Twin.Storage;

/// <summary>A store is what its naive model is, after any sequence of writes.</summary>
public sealed class StorePropertyTests
{
    private static readonly string[] Resources = [Sample.Pods, "nodes"];

    private static readonly Gen<Step[]> Steps =
        Gen.Select(
            OneOf(Resources),
            Gen.Select(OneOf("a", "a-b", "ab", "b"), OneOf("x", "x-1", "y", "z.z")),
            Gen.Int[0, 9],
            Gen.Int[0, 4],
            static (resource, key, kind, behind) => new Step(resource, new(key.Item1, key.Item2), kind, behind))
        .Array[0, 60];

    [Fact]
    public void Commits_end_as_the_model_says() => Steps.Sample(static steps =>
    {
        var (store, model) = (new ClusterStore(Sample.Options()), new StoreModel());
        foreach (var step in steps)
        {
            var (write, expectedOutcome) = step.Apply(model);
            var result = store.CommitAsync(write, CancellationToken.None).GetAwaiter().GetResult();
            Assert.Equal(expectedOutcome, result.Outcome);
            Assert.Equal(model.Revision, store.Revision);
            Assert.Equal(model.Find(step.Resource, step.Key)?.Revision, store.Find(step.Resource, step.Key)?.Revision);
            if (expectedOutcome != CommitOutcome.Missing)
            {
                Assert.Equal(model.Changes.Last(c => step.Names(c)).Revision, result.Object!.Revision);
            }
        }
    });

    [Fact]
    public void Every_revision_can_be_viewed_as_it_was() => Steps.Sample(static steps =>
    {
        var (store, model) = Play(steps);
        foreach (var resource in Resources)
        {
            for (var revision = 1L; revision <= model.Revision; revision++)
            {
                var view = store.ViewAt(resource, revision);
                Assert.Equal(revision, view.Revision);
                Assert.Equal(model.StateAt(resource, revision), Content(view));
            }

            Assert.Equal(model.StateAt(resource, model.Revision), Content(store.View(resource)));
            Assert.Throws<FutureRevisionException>(() => store.ViewAt(resource, model.Revision + 1));
        }
    });

    [Fact]
    public void Events_are_the_changes_after_any_cursor() => Steps.Sample(static steps =>
    {
        var (store, model) = Play(steps);
        foreach (var resource in Resources)
        {
            for (var after = 1L; after <= model.Revision; after++)
            {
                var expected = model.Changes.Where(c => c.Resource == resource && c.Revision > after).ToArray();
                Assert.Equal(expected.Length > 0, store.Events(resource).TryRead(after, out var batch));
                Assert.Equal(model.Revision, batch.Revision);
                var found = batch.Events.ToArray();
                Assert.Equal(
                    expected.Select(static c => (c.Revision, Kind(c), c.Key, c.WasThere)),
                    found.Select(static e => (e.Revision, e.Kind, e.Object.Key, e.Previous is not null)));
            }
        }
    });

    [Fact]
    public void What_is_compacted_is_refused_and_the_rest_is_as_before() =>
        Gen.Select(Steps, Gen.Long[0, 70]).Sample(static (steps, before) =>
        {
            var (store, model) = Play(steps);
            store.Compact(before);
            var oldest = Math.Clamp(before, 1, model.Revision);
            foreach (var resource in Resources)
            {
                var log = store.Events(resource);
                Assert.Equal(oldest, log.Compacted);
                for (var revision = 1L; revision < oldest; revision++)
                {
                    var asked = revision;
                    Assert.Equal(oldest, Assert.Throws<CompactedException>(() => store.ViewAt(resource, asked)).Oldest);
                    Assert.Throws<CompactedException>(() => log.TryRead(asked, out _));
                    Assert.True(log.WaitAsync(asked, CancellationToken.None).IsCompletedSuccessfully);
                }

                for (var revision = oldest; revision <= model.Revision; revision++)
                {
                    var view = store.ViewAt(resource, revision);
                    Assert.Equal(model.StateAt(resource, revision), Content(view));
                    log.TryRead(revision, out var batch);
                    Assert.Equal(
                        from change in model.Changes
                        where change.Resource == resource && change.Revision > revision
                        select change.Revision,
                        batch.Events.ToArray().Select(static e => e.Revision));
                }
            }
        });

    [Fact]
    public void A_view_finds_places_as_a_scan_does() => Steps.Sample(static steps =>
    {
        var (store, _) = Play(steps);
        var view = store.View(Sample.Pods);
        foreach (var key in steps.Select(static s => s.Key))
        {
            var scanned = view.TakeWhile(o => ObjectOrder.Compare(o.Key, key) < 0).Count();
            Assert.Equal(scanned, view.IndexOf(key));
            Assert.Equal(view.FirstOrDefault(o => o.Key == key), view.Find(key));
            var (offset, length) = view.RangeOf(key.Namespace!).GetOffsetAndLength(view.Count);
            Assert.Equal(view.Where(o => o.Key.Namespace == key.Namespace), view.Skip(offset).Take(length));
        }
    });

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static IEnumerable<(ObjectKey Key, long Revision)> Content(StoreView view) =>
        view.Select(static o => (o.Key, o.Revision));

    private static StoreEventKind Kind(ModelChange change) => change switch
    {
        { Content: null } => StoreEventKind.Deleted,
        { WasThere: true } => StoreEventKind.Modified,
        _ => StoreEventKind.Added,
    };

    private static (ClusterStore Store, StoreModel Model) Play(Step[] steps)
    {
        var (store, model) = (new ClusterStore(Sample.Options()), new StoreModel());
        foreach (var step in steps)
        {
            _ = store.CommitAsync(step.Apply(model).Write, CancellationToken.None);
        }

        return (store, model);
    }

    /// <summary>
    /// One write: what it does by <paramref name="Kind"/>, on a state so many revisions behind that it may be stale.
    /// </summary>
    private sealed record Step(string Resource, ObjectKey Key, int Kind, int Behind)
    {
        public bool Names(ModelChange change) => change.Resource == Resource && change.Key == Key;

        public (StoreWrite Write, CommitOutcome Outcome) Apply(StoreModel model)
        {
            var content = $"{Kind}-{Behind}";
            var draft = Sample.Draft(Key, content);
            var seen = (model.Find(Resource, Key)?.Revision ?? 3) - (Behind == 4 ? 1 : 0);
            return Kind switch
            {
                < 4 => (new StoreWrite.Create(Resource, draft), model.Apply(Resource, Key, content, null)),
                < 8 => (new StoreWrite.Replace(Resource, draft, seen), model.Apply(Resource, Key, content, seen)),
                _ => (new StoreWrite.Delete(Resource, draft, seen), model.Apply(Resource, Key, null, seen)),
            };
        }
    }
}
