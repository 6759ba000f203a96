namespace Fairway.Cel.Evaluation;

/// <summary>Where the variables of a loop are in a frame.</summary>
/// <param name="First">An element, a key, or an index.</param>
/// <param name="Second">An element or value; -1 where there is one variable only.</param>
/// <param name="Result">What is accumulated.</param>
internal sealed record FoldSlots(int First, int Second, int Result);
