namespace Fairway.Cel.Values;

/// <summary>A value of the language cannot be said in another form.</summary>
/// <param name="message">What cannot be converted into what.</param>
public sealed class CelConversionException(string message) : Exception(message);
