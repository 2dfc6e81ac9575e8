<%@ page contentType="text/plain; charset=UTF-8" trimDirectiveWhitespaces="true" session="false" %>
<%-- Reads the whole body as bytes and says how many there were and what their sum is. --%>
<%
  java.io.InputStream in = request.getInputStream();
  byte[] buffer = new byte[1000];
  long bytes = 0;
  long sum = 0;
  for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
    bytes += count;
    for (int i = 0; i < count; i++) {
      sum += buffer[i] & 0xff;
    }
  }
  out.print(request.getMethod() + " " + bytes + " bytes, sum " + sum);
%>
