using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>What a function does with values of the types of its arguments, none of them an error.</summary>
/// <param name="arguments">The values.</param>
/// <returns>The result, or an error.</returns>
internal delegate CelValue FunctionBody(CelValue[] arguments);
