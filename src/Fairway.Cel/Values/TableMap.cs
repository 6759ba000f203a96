namespace Fairway.Cel.Values;

/// <summary>A map of values that are there already, in the order in which they were written.</summary>
internal sealed class TableMap : CelMap
{
    private readonly List<CelValue> order = [];
    private readonly Dictionary<CelValue, CelValue> entries = new(KeyOrder.Instance);

    public override int Count => order.Count;

    public override IEnumerable<CelValue> Keys => order;

    /// <summary>Sets an entry. Only while nobody else has the map.</summary>
    public void Set(CelValue key, CelValue value)
    {
        if (!entries.ContainsKey(key))
        {
            order.Add(key);
        }

        entries[key] = value;
    }

    /// <summary>Adds an entry, or says that there is one. Only while nobody else has the map.</summary>
    public CelValue Insert(CelValue key, CelValue value)
    {
        if (entries.ContainsKey(key))
        {
            return new CelError($"insert failed: key {key} already exists");
        }

        Set(key, value);
        return this;
    }

    internal override CelValue? Find(CelValue key) => key is CelError ? key : entries.GetValueOrDefault(key);
}
