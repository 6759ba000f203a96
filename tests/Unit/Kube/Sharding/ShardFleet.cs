using Fairway.Kube.Sharding;
using Xunit;

namespace Fairway.Tests.Kube.Sharding;

/// <summary>Who works on what; fails the test when two work on one shard, or when a term is not later than the one
/// before.</summary>
internal sealed class ShardFleet
{
    private readonly SortedDictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _epochs = new(StringComparer.Ordinal);

    public int Beginnings { get; private set; }

    public Func<string, bool> Fails { get; set; } = _ => false;

    public string Owners => string.Join(' ', _owners.Select(owner => $"{owner.Key}:{owner.Value}"));

    public int Owned => _owners.Count;

    public string OwnerOf(string shard) => _owners[shard];

    public IEnumerable<string> ShardsOf(string member) =>
        _owners.Where(owner => owner.Value == member).Select(owner => owner.Key);

    public void Begins(string member, ShardTerm term)
    {
        Assert.True(
            _owners.TryAdd(term.Shard, member),
            $"{member} and {_owners.GetValueOrDefault(term.Shard)} both work on {term.Shard}");
        Assert.True(term.Epoch > _epochs.GetValueOrDefault(term.Shard), "A later term must have a higher epoch.");
        _epochs[term.Shard] = term.Epoch;
        Beginnings++;
    }

    public void Ends(string member, ShardTerm term)
    {
        Assert.Equal(member, _owners[term.Shard]);
        _owners.Remove(term.Shard);
    }
}
