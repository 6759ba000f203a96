namespace Fairway.Conformance.Histories;

/// <summary>What a call is about; see <see cref="Registers.RegisterOperation"/>.</summary>
internal sealed record RegisterArguments(string Key, string? Value, long? Expected);
