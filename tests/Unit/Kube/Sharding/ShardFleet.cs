using Fairway.Kube.Sharding;

namespace Fairway.Tests.Kube.Sharding;

/// <summary>
/// Who works on what. Notes when two work on one shard, or when a term is not later than the one before.
/// </summary>
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

    /// <summary>Kept rather than thrown: work that throws is only begun again.</summary>
    public List<string> Violations { get; } = [];

    public void Begins(string member, ShardTerm term)
    {
        if (!_owners.TryAdd(term.Shard, member))
        {
            Violations.Add($"{member} begins {term.Shard}, on which {_owners[term.Shard]} works");
        }

        if (term.Epoch <= _epochs.GetValueOrDefault(term.Shard))
        {
            Violations.Add($"{member} begins {term.Shard} in term {term.Epoch}, which is no later one");
        }

        _epochs[term.Shard] = term.Epoch;
        Beginnings++;
    }

    public void Ends(string member, ShardTerm term)
    {
        if (_owners.GetValueOrDefault(term.Shard) == member)
        {
            _owners.Remove(term.Shard);
        }
    }
}
