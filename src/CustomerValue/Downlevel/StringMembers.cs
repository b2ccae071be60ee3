#if !NET
// Members of string that netstandard2.0 lacks, under their modern names.
namespace System;

internal static class StringMembers
{
    extension(string text)
    {
        public bool Contains(char value) => text.IndexOf(value) >= 0;
    }
}
#endif
