namespace Fairway.Conformance.Transcripts;

/// <summary>A request needs a value that no answer has shown.</summary>
internal sealed class UnlearnedValueException(string name)
    : Exception($"needs the value of <{name}>, which no earlier answer has shown");
