<%@ page contentType="text/plain; charset=UTF-8" trimDirectiveWhitespaces="true" session="false" %>
<%--
  Writes until the client is gone, or 256 MB. As many applications do, it keeps quiet then; where
  exactly a write fails is chance, and so would be the stack trace.
--%>
<%
  byte[] block = new byte[64 * 1024];
  java.util.Arrays.fill(block, (byte) 'x');
  try {
    for (int i = 0; i < 4096; i++) {
      response.getOutputStream().write(block);
    }
  } catch (java.io.IOException clientIsGone) {
    return;
  }
%>
