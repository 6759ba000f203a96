using CsCheck;
using Fairway.Kube;
using Fairway.Twin.Storage;
using Xunit;

namespace Fairway.Tests.Twin.Storage;

/// <summary>The tree of a resource's objects is what a sorted dictionary is, at every size.</summary>
public sealed class ObjectSetTests
{
    private static readonly StoredObject[] Known =
        [.. Enumerable.Range(0, 4_000).Select(i => new StoredObject(Sample.Draft(Sample.Key($"{i}")), i))];

    /// <summary>
    /// Runs of numbers to be put in (or taken out where negative), so that nodes are filled and emptied.
    /// </summary>
    private static readonly Gen<(int Start, int Length, int Stride, bool IsAdded)[]> Runs =
        Gen.Select(Gen.Int[0, 3_999], Gen.Int[1, 900], Gen.Int[1, 7], Gen.Bool).Array[1, 12];

    [Fact]
    public void A_set_is_what_a_sorted_dictionary_is() => Runs.Sample(
        static runs =>
        {
            var set = ObjectSet.Empty;
            var model = new SortedDictionary<string, StoredObject>(StringComparer.Ordinal);
            foreach (var number in runs.SelectMany(Numbers))
            {
                var stored = Known[Math.Abs(number) % Known.Length];
                set = number >= 0 ? set.With(stored) : set.Without(stored.Key);
                _ = number >= 0 ? model[stored.Key.Name] = stored : model.Remove(stored.Key.Name) ? stored : null;
                Assert.Equal(model.Count, set.Count);
            }

            Assert.Equal(model.Values, Everything(set));
            Assert.All(model.Values.Select(static (o, i) => (o, i)), pair => Assert.Same(pair.o, set[pair.i]));
            foreach (var probe in Known.Where(static (_, i) => i % 37 == 0))
            {
                Assert.Equal(model.GetValueOrDefault(probe.Key.Name), set.Find(probe.Key));
                Assert.Equal(
                    model.Keys.Count(k => string.CompareOrdinal(k, probe.Key.Name) < 0),
                    set.IndexOf(probe.Key));
            }
        },
        iter: 40);

    [Fact]
    public void An_older_set_does_not_change_with_the_newer()
    {
        var sets = new List<ObjectSet> { ObjectSet.Empty };
        foreach (var stored in Known.Take(500))
        {
            sets.Add(sets[^1].With(stored));
        }

        foreach (var stored in Known.Take(500))
        {
            sets.Add(sets[^1].Without(stored.Key));
        }

        var counts = Enumerable.Range(0, 1001).Select(static i => 500 - Math.Abs(500 - i));
        Assert.Equal(counts, sets.Select(static s => s.Count));
        Assert.All(sets, static s => Assert.Equal(s.Count, Everything(s).Distinct().Count()));
        Assert.Same(ObjectSet.Empty, sets[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(3_000)]
    public void A_set_can_be_made_at_once(int count)
    {
        var made = ObjectSet.Of(Known.Take(count).Reverse());

        Assert.Equal(Known.Take(count).OrderBy(static o => o.Key.Name, StringComparer.Ordinal), Everything(made));
        Assert.Equal(count + 1, made.With(new StoredObject(Sample.Draft(Sample.Key("new")), 1)).Count);
    }

    [Fact]
    public void A_key_that_is_not_there_is_not_found_and_its_removal_changes_nothing()
    {
        var set = ObjectSet.Of(Known.Take(100));

        Assert.Null(set.Find(new ObjectKey("default", "zzz")));
        Assert.Null(set.Find(new ObjectKey("a", "1")));
        Assert.Equal(100, set.Without(new ObjectKey("default", "zzz")).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => set[100]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ObjectSet.Empty[0]);
    }

    private static IEnumerable<int> Numbers((int Start, int Length, int Stride, bool IsAdded) run) =>
        Enumerable.Range(0, run.Length).Select(i => run.Start + (i * run.Stride)).Select(n => run.IsAdded ? n : -n - 1);

    private static List<StoredObject> Everything(ObjectSet set)
    {
        var all = new List<StoredObject>();
        foreach (var stored in set)
        {
            all.Add(stored);
        }

        return all;
    }
}
