using Fairway.Conformance.Histories;
using Fairway.Conformance.Histories.Registers;

namespace Fairway.Conformance.Persistence;

/// <summary>Writes objects of its own until the server dies under it, and keeps what was acknowledged.</summary>
internal sealed class CrashClient(string name, int seed)
{
    private const int Keys = 6;

    private readonly Random random = new(seed);
    private int values;

    /// <summary>By key; lives on over crashes.</summary>
    public Dictionary<string, KeyRecord> Records { get; } =
        Enumerable.Range(0, Keys).ToDictionary(number => $"{name}-{number}", _ => KeyRecord.Unwritten);

    /// <summary>Writes until a write gets no answer.</summary>
    /// <returns>The number of acknowledged writes.</returns>
    public async Task<int> WriteAsync(IRegisterServer server, CancellationToken cancel)
    {
        for (var acknowledged = 0; ; acknowledged++)
        {
            var key = $"{name}-{random.Next(Keys)}";
            var record = Records[key];
            var call =
                record.Value is null ? RegisterCall.Create
                : random.Next(5) == 0 ? RegisterCall.Delete
                : RegisterCall.Update;
            var value = call == RegisterCall.Delete ? null : $"{name}.{++values}";
            Records[key] = record with { Tried = true, TriedValue = value };
            var outcome = await server.CallAsync(call, new RegisterArguments(key, value, null), cancel);
            if (outcome.Kind == OutcomeKind.Unknown)
            {
                return acknowledged;
            }

            if (outcome.Kind != OutcomeKind.Done)
            {
                throw new InvalidDataException($"{call} {key} ended in {outcome}, though nobody else writes it");
            }

            Records[key] = new KeyRecord(value, outcome.Revision ?? record.Revision, false, null);
        }
    }

    /// <summary>After a crash: compares with what is there, and goes on from that.</summary>
    /// <returns>What is wrong.</returns>
    public IEnumerable<string> Settle(IReadOnlyDictionary<string, (string Value, long Revision)> found)
    {
        foreach (var (key, record) in Records.ToList())
        {
            var isThere = found.TryGetValue(key, out var state);
            var (value, revision) = isThere ? (state.Value, state.Revision) : (null, 0);
            if (record.Judge(value, revision) is { } wrong)
            {
                yield return $"{key} {wrong}";
            }

            Records[key] = new KeyRecord(value, Math.Max(record.Revision, revision), false, null);
        }
    }
}
